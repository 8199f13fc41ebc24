import Linux
import Model

/// Why what comes is not read as a tar archive.
package enum TarError: Error, Hashable, Sendable, CustomStringConvertible {
    case header(String)
    /// Not a byte came.
    case empty
    /// It ends before its end.
    case cut
    case kind(Character, [UInt8])
    case system(SystemError)

    package var description: String {
        switch self {
        case .header(let words): words
        case .empty: "it is empty"
        case .cut: "it ends in the middle"
        case .kind("1", let path): "`\(PathText.shown(path))` is a second name of another file, which git does not know"
        case .kind(let type, let path): "`\(PathText.shown(path))` is no file, folder or link (type \(type.asciiValue ?? 0))"
        case .system(let error): "\(error)"
        }
    }
}
