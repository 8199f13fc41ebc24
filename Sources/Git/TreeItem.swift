import Model

/// One line of a tree object: a mode, a name and the object behind it.
struct TreeItem: Hashable {
    enum Kind: Hashable {
        case directory
        case entry(TreeEntry.Kind)
    }

    let kind: Kind
    let name: [UInt8]
    let id: String

    /// - Parameters:
    ///   - bytes: `MODE NAME\0ID`, again and again; ids have twenty bytes (SHA-1).
    ///   - place: for errors.
    static func parse(_ bytes: [UInt8], at place: [UInt8]) throws(GitError) -> [TreeItem] {
        var items: [TreeItem] = []
        var names: Set<[UInt8]> = []
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let space = rest.firstIndex(of: UInt8(ascii: " ")), let end = rest[space...].firstIndex(of: 0),
                rest.endIndex - end > 20
            else { throw .corrupt(path: place, reason: "entry \(items.count) cannot be read") }
            let name = Array(rest[(space + 1)..<end])
            guard let kind = kind(rest[..<space]) else { throw .corrupt(path: place + name, reason: "it has an unknown mode") }
            // Two entries of one name are an old way to write through a link: the first a link, the second a directory.
            guard names.insert(name).inserted else { throw .badName(path: place + name, reason: "the tree has it twice") }
            items.append(TreeItem(kind: kind, name: name, id: hexadecimal(rest[(end + 1)...(end + 20)])))
            rest = rest[(end + 21)...]
        }
        return items
    }

    /// Old versions of git wrote permission bits that are not in use any more.
    private static func kind(_ mode: ArraySlice<UInt8>) -> Kind? {
        guard (5...6).contains(mode.count), let number = Int(String(decoding: mode, as: UTF8.self), radix: 8) else { return nil }
        return switch number & 0o170000 {
        case 0o040000: .directory
        case 0o100000: .entry(number & 0o100 == 0 ? .file : .executable)
        case 0o120000: .entry(.symbolicLink)
        case 0o160000: .entry(.submodule)
        default: nil
        }
    }

    private static let digits = Array("0123456789abcdef".utf8)

    private static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
        String(unsafeUninitializedCapacity: bytes.count * 2) { text in
            for (index, byte) in bytes.enumerated() {
                text[2 * index] = digits[Int(byte >> 4)]
                text[2 * index + 1] = digits[Int(byte & 15)]
            }
            return bytes.count * 2
        }
    }
}
