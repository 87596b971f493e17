export function families() { return [] }
