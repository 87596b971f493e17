export const load = () => import('@pydantic/monty')
