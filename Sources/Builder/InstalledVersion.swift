import Model

/// The version of a Debian package, out of dpkg's list of what is installed.
enum InstalledVersion {
    /// `3.13.5` of `3.13.5-1`; nil where the package is not there.
    static func of(_ package: String, in status: [UInt8]) -> String? {
        let name = Array("Package: \(package)\n".utf8)
        let key = Array("Version: ".utf8)
        var start = status.startIndex
        while start < status.endIndex {
            let end = status[start...].firstIndex(of: ASCII.lineFeed) ?? status.endIndex
            if status[start...].starts(with: name) {
                for line in status[end...].split(separator: ASCII.lineFeed, maxSplits: 60) where line.starts(with: key) {
                    return upstream(String(decoding: line.dropFirst(key.count), as: UTF8.self))
                }
                return nil
            }
            start = end == status.endIndex ? end : end + 1
        }
        return nil
    }

    /// Without Debian's own parts: an epoch, a revision, a mark that something was left out, and the number that a step back hides behind
    /// (`3.1.7+really3.1.2`).
    private static func upstream(_ version: String) -> String {
        var text = version[...]
        if let colon = text.firstIndex(of: ":") { text = text[text.index(after: colon)...] }
        if let dash = text.lastIndex(of: "-") { text = text[..<dash] }
        if let really = text.firstRange(of: "+really") { text = text[really.upperBound...] }
        return String(text.prefix { $0 != "+" && $0 != "~" })
    }
}
