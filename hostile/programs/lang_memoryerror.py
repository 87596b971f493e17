raise MemoryError('memory limit exceeded: 1 bytes > 67108864 bytes')
