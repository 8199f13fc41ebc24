import Model

/// A pattern over paths: `*` and `?` within a name, `[a-z]` and `[!a-z]`, `**` over any number of folders, and a
/// slash at the end for "whatever is in this folder".
package struct Glob: Hashable, Sendable {
    private enum Token: Hashable, Sendable {
        case scalar(Unicode.Scalar)
        case one
        case many
        case set([ClosedRange<Unicode.Scalar>], inverted: Bool)
    }

    private enum Segment: Hashable, Sendable {
        case anyFolders
        case name([Token])
    }

    package let text: String
    /// The one path that can match, where there is nothing special in the pattern.
    package let literal: String?
    private let segments: [Segment]
    /// Whether it matches paths of any depth, from `depth` on.
    let isDeep: Bool
    /// How many folders a path that matches is in.
    let depth: Int
    /// The folder that all are in which match; empty: any.
    let folder: String
    /// The one path that matches, without slashes that mean nothing.
    let plain: String?
    /// What all names end with that match.
    private let tail: [UInt8]

    package init(_ text: String) {
        self.text = text
        literal =
            text.hasSuffix("/") || text.unicodeScalars.contains(where: { "*?[".unicodeScalars.contains($0) })
            ? nil : text
        var parts = text.split(separator: "/").map { $0 == "**" ? Segment.anyFolders : .name(Self.tokens($0)) }
        if text.hasSuffix("/") { parts += [.anyFolders, .name([.many])] }
        // `a/**` means what is in `a`, not `a` itself.
        if case .anyFolders? = parts.last { parts.append(.name([.many])) }
        segments = parts
        isDeep = parts.contains(.anyFolders)
        depth = max(parts.count { $0 != .anyFolders } - 1, 0)
        let names = parts.map(Self.plain).prefix { $0 != nil }.compactMap(\.self)
        plain = names.isEmpty || names.count < parts.count ? nil : names.joined(separator: "/")
        folder = names.prefix(max(parts.count - 1, 0)).joined(separator: "/")
        tail = Array(Self.tail(of: parts.last).utf8)
    }

    /// The one name that matches; nil where there may be others.
    private static func plain(_ segment: Segment) -> String? {
        guard case .name(let tokens) = segment else { return nil }
        let text = tail(of: segment)
        return text.unicodeScalars.count == tokens.count ? text : nil
    }

    private static func tail(of segment: Segment?) -> String {
        guard case .name(let tokens)? = segment else { return "" }
        var scalars = String.UnicodeScalarView()
        for token in tokens {
            if case .scalar(let scalar) = token { scalars.append(scalar) } else { scalars.removeAll() }
        }
        return String(scalars)
    }

    package func matches(_ path: String) -> Bool {
        if let literal { return literal == path }
        // Most paths of a tree are told apart by their ends, and by how deep they are.
        guard path.utf8.suffix(tail.count).elementsEqual(tail) else { return false }
        if !isDeep, path.utf8.count(where: { $0 == UInt8(ascii: "/") }) != segments.count - 1 { return false }
        return matches(segments, path.split(separator: "/").map { Array($0.unicodeScalars) }[...])
    }

    /// True as well for what is inside a folder that matches.
    package func covers(_ path: String) -> Bool {
        if let plain {
            guard path.utf8.starts(with: plain.utf8) else { return false }
            let rest = path.utf8.dropFirst(plain.utf8.count)
            return rest.isEmpty || rest.first == UInt8(ascii: "/")
        }
        var parts = path.split(separator: "/").map { Array($0.unicodeScalars) }[...]
        if !isDeep { parts = parts.prefix(segments.count) }
        while parts.count > depth {
            if matches(segments, parts) { return true }
            parts = parts.dropLast()
        }
        return false
    }

    /// True where the path, or something below it, may match or be covered.
    package func reaches(_ path: String) -> Bool {
        let names = path.split(separator: "/").map { Array($0.unicodeScalars) }
        for (index, name) in names.enumerated() {
            // Covered: all below a folder that matches is.
            guard index < segments.count else { return true }
            guard case .name(let tokens) = segments[index] else { return true }
            guard Self.match(tokens, name) else { return false }
        }
        return true
    }

    /// Whether a folder whose files nobody knows is meant: itself, or something in it that is named, and not merely anything of a
    /// kind anywhere (`**/*.gemspec`).
    package func mayLeadInto(_ folder: String) -> Bool {
        if covers(folder) { return true }
        let depth = folder.utf8.count { $0 == UInt8(ascii: "/") } + 1
        return segments.count > depth && !segments.prefix(depth).contains(.anyFolders) && reaches(folder)
    }

    /// As `match` below, with folders for characters: never more than the product of both lengths.
    private func matches(_ segments: [Segment], _ names: ArraySlice<[Unicode.Scalar]>) -> Bool {
        var segment = 0
        var position = names.startIndex
        var retry: (segment: Int, position: Int)?
        while position < names.endIndex {
            if segment < segments.count, segments[segment] == .anyFolders {
                retry = (segment, position)
                segment += 1
            } else if segment < segments.count, case .name(let tokens) = segments[segment],
                Self.match(tokens, names[position])
            {
                segment += 1
                position += 1
            } else if let last = retry {
                retry = (last.segment, last.position + 1)
                segment = last.segment + 1
                position = last.position + 1
            } else {
                return false
            }
        }
        return segments[segment...].allSatisfy { $0 == .anyFolders }
    }

    /// After a mismatch only the last `*` moves on.
    private static func match(_ tokens: [Token], _ name: [Unicode.Scalar]) -> Bool {
        var token = 0
        var position = 0
        var retry: (token: Int, position: Int)?
        while position < name.count {
            if token < tokens.count, tokens[token] == .many {
                retry = (token, position)
                token += 1
            } else if token < tokens.count, matches(tokens[token], name[position]) {
                token += 1
                position += 1
            } else if let last = retry {
                retry = (last.token, last.position + 1)
                token = last.token + 1
                position = last.position + 1
            } else {
                return false
            }
        }
        return tokens[token...].allSatisfy { $0 == .many }
    }

    private static func matches(_ token: Token, _ scalar: Unicode.Scalar) -> Bool {
        switch token {
        case .scalar(let wanted): wanted == scalar
        case .one, .many: true
        case .set(let ranges, let inverted): ranges.contains { $0.contains(scalar) } != inverted
        }
    }

    private static func tokens(_ text: Substring) -> [Token] {
        let scalars = Array(text.unicodeScalars)
        var tokens: [Token] = []
        var index = 0
        while index < scalars.count {
            if scalars[index] == "[", let (set, next) = set(scalars, from: index) {
                tokens.append(set)
                index = next
                continue
            }
            switch scalars[index] {
            case "*": if tokens.last != .many { tokens.append(.many) }
            case "?": tokens.append(.one)
            default: tokens.append(.scalar(scalars[index]))
            }
            index += 1
        }
        return tokens
    }

    /// Nil where the bracket is not closed: it then stands for itself.
    private static func set(_ scalars: [Unicode.Scalar], from start: Int) -> (Token, Int)? {
        var index = start + 1
        let inverted = index < scalars.count && (scalars[index] == "!" || scalars[index] == "^")
        if inverted { index += 1 }
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        while index < scalars.count {
            let low = scalars[index]
            if low == "]", !ranges.isEmpty { return (.set(ranges, inverted: inverted), index + 1) }
            if index + 2 < scalars.count, scalars[index + 1] == "-", scalars[index + 2] != "]" {
                let high = scalars[index + 2]
                ranges.append(min(low, high)...max(low, high))
                index += 3
            } else {
                ranges.append(low...low)
                index += 1
            }
        }
        return nil
    }
}
