// The oldest glibc version that the published Linux binaries support.
export const glibcFloor = '2.17'
