/** An error that is raised in Python as the exception of the given name. */
export function pythonError(typeName: string, message: string): Error {
  return Object.assign(new Error(message), { name: typeName })
}
