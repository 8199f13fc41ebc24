import CLinux
import Glibc
import Model

extension Files {
    /// What is left on the file systems of these paths, in each respect on that which has least.
    package static func space(at paths: [String]) throws(SystemError) -> DiskSpace {
        var tightest = DiskSpace(freeBytes: .max)
        for path in paths { tightest = tightest.tighter(try space(at: path)) }
        return tightest
    }

    package static func space(at path: String) throws(SystemError) -> DiskSpace {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { throw SystemError("look at the file system of", path) }
        return DiskSpace(
            freeBytes: Int64(clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue),
            freeFiles: status.f_files == 0 ? nil : Int64(clamping: status.f_favail)
        )
    }

    private static let overlayMagic = 0x794c_7630

    /// Whether what a path leads to is on an overlay, which has a device of its own.
    package static func isOnOverlay(_ path: String) -> Bool {
        var status = statfs()
        return statfs(path, &status) == 0 && Int(status.f_type) == overlayMagic
    }
}
