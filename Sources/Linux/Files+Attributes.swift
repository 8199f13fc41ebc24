import CLinux
import Glibc

extension Files {
    /// The value of an extended attribute of an open file; nil where it has none of that name. At most 64 bytes.
    package static func attribute(_ name: String, of number: Int32) -> [UInt8]? {
        let value = [UInt8](unsafeUninitializedCapacity: 64) { buffer, count in
            count = max(fgetxattr(number, name, buffer.baseAddress, 64), 0)
        }
        return value.isEmpty ? nil : value
    }

    package static func removeAttribute(_ name: String, of number: Int32, shown: String) throws(SystemError) {
        guard fremovexattr(number, name) == 0 || errno == ENODATA else { throw SystemError("remove \(name) of", shown) }
    }

    /// Removes an attribute of what stands in a directory under a name, which is any bytes; not of what a link leads to.
    package static func removeAttribute(_ name: String, of entry: UnsafePointer<CChar>, in parent: Int32) throws(SystemError) {
        let bytes = UnsafeBufferPointer(start: entry, count: strlen(entry) + 1)
        let path = Array("/proc/self/fd/\(parent)/".utf8CString.dropLast()) + Array(bytes)
        guard lremovexattr(path, name) == 0 || errno == ENODATA || errno == ENOTSUP else {
            throw SystemError("remove \(name) of", String(cString: entry))
        }
    }

    /// Waits until everything written to the file system of `path` is on the disk.
    package static func syncFileSystem(of path: String) throws(SystemError) {
        let file = try Descriptor.open(path, O_RDONLY)
        guard renga_sync_file_system(file.number) == 0 else { throw SystemError("sync the file system of", path) }
    }
}
