// The oldest glibc that the published Linux binaries run on.
export const glibcFloor = '2.17'
