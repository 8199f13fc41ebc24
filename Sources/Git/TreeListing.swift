import Model

/// The files of a tree as bytes: kind, object, size and path of each, with a NUL at its end.
package enum TreeListing {
    private static func letter(of kind: TreeEntry.Kind) -> UInt8 {
        switch kind {
        case .file: UInt8(ascii: "f")
        case .executable: UInt8(ascii: "x")
        case .symbolicLink: UInt8(ascii: "l")
        case .submodule: UInt8(ascii: "s")
        }
    }

    private static func kind(of letter: UInt8) -> TreeEntry.Kind? {
        switch letter {
        case UInt8(ascii: "f"): .file
        case UInt8(ascii: "x"): .executable
        case UInt8(ascii: "l"): .symbolicLink
        case UInt8(ascii: "s"): .submodule
        default: nil
        }
    }

    package static func encode(_ entries: [TreeEntry]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.reduce(0) { $0 + $1.path.count + 64 })
        for entry in entries {
            bytes.append(letter(of: entry.kind))
            bytes.append(ASCII.space)
            bytes += entry.id.utf8
            bytes.append(ASCII.space)
            bytes += String(entry.size).utf8
            bytes.append(ASCII.space)
            bytes += entry.path
            bytes.append(0)
        }
        return bytes
    }

    /// Believes nothing: names and sizes go through the same checks as those of a tree that is read.
    package static func decode(_ bytes: ArraySlice<UInt8>, limits: TreeLimits) throws(GitError) -> [TreeEntry] {
        var list = TreeList(limits: limits)
        var rest = bytes
        while !rest.isEmpty {
            let end = rest.firstIndex(of: 0) ?? rest.endIndex
            guard let entry = entry(rest[..<end]) else {
                throw .corrupt(path: [], reason: "line \(list.entries.count) of the list of files cannot be read")
            }
            try list.add(entry)
            rest = rest[end...].dropFirst()
        }
        return list.entries
    }

    private static func entry(_ line: ArraySlice<UInt8>) -> TreeEntry? {
        var rest = line
        guard let letter = rest.popFirst(), let kind = kind(of: letter), rest.popFirst() == ASCII.space,
            let stop = rest.firstIndex(of: ASCII.space), CommitID.isName(rest[..<stop])
        else { return nil }
        let id = String(decoding: rest[..<stop], as: UTF8.self)
        rest = rest[(stop + 1)...]
        var size: Int64 = 0
        guard let first = rest.first, ASCII.isDigit(first) else { return nil }
        while let digit = rest.first, ASCII.isDigit(digit) {
            let (tens, isTooLarge) = size.multipliedReportingOverflow(by: 10)
            let (sum, isTooLargeAsWell) = tens.addingReportingOverflow(Int64(digit - UInt8(ascii: "0")))
            guard !isTooLarge, !isTooLargeAsWell else { return nil }
            size = sum
            rest = rest.dropFirst()
        }
        guard rest.popFirst() == ASCII.space else { return nil }
        return TreeEntry(path: Array(rest), kind: kind, id: id, size: size)
    }
}
