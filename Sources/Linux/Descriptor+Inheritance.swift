import CLinux
import Glibc

extension Descriptor {
    /// Whether a program that this process becomes keeps the descriptor.
    package static func setInherited(_ number: Int32, _ isInherited: Bool) throws(SystemError) {
        guard fcntl(number, F_SETFD, isInherited ? 0 : FD_CLOEXEC) == 0 else {
            throw SystemError("set the inheritance of", "descriptor \(number)")
        }
    }

    /// A file in memory that holds these bytes; whoever has a descriptor of it reads them at `/proc/self/fd/N`.
    package static func inMemory(_ name: String, _ bytes: [UInt8]) throws(SystemError) -> Descriptor {
        let number = renga_memory_file(name)
        guard number >= 0 else { throw SystemError("make", "a file in memory") }
        let file = Descriptor(owning: number)
        try file.write(all: bytes)
        return file
    }
}
