import Git

/// Files that change from commit to commit, in all the ways in which they can.
struct RandomTree {
    struct Content {
        let id: String
        let size: Int64
    }

    private(set) var files: [[UInt8]: TreeEntry] = [:]
    private var generator: SeededGenerator
    private let contents: [Content]
    private let links: [Content]

    /// - Parameter links: contents that can be where a link leads.
    init(seed: UInt64, contents: [Content], links: [Content]) {
        generator = SeededGenerator(seed)
        self.contents = contents
        self.links = links
    }

    /// In git's order.
    var entries: [TreeEntry] { files.values.sorted { PathOrder.precedes($0.path, $1.path) } }

    mutating func change(times: Int) {
        for _ in 0..<times {
            switch Int.random(in: 0..<10, using: &generator) {
            case 0...3: put(randomPath())
            case 4: if let path = files.keys.sorted(by: PathOrder.precedes).randomElement(using: &generator) { files[path] = nil }
            case 5: if let folder = randomFolder() { remove(below: folder) }
            // A file in the place of a folder.
            case 6: if let folder = randomFolder() { put(folder) }
            // A folder in the place of a file.
            case 7:
                if let path = files.keys.sorted(by: PathOrder.precedes).randomElement(using: &generator) { put(path + Array("/in".utf8)) }
            case 8: if let folder = randomFolder() { rename(folder) }
            default: if let path = files.keys.sorted(by: PathOrder.precedes).randomElement(using: &generator) { put(path) }
            }
        }
    }

    private mutating func put(_ path: [UInt8]) {
        guard path.count < 60 else { return }
        remove(below: path)
        for index in path.indices where path[index] == UInt8(ascii: "/") { files[Array(path[..<index])] = nil }
        let kinds: [TreeEntry.Kind] = [.file, .file, .file, .executable, .symbolicLink, .submodule]
        let kind = kinds.randomElement(using: &generator) ?? .file
        let content = (kind == .symbolicLink ? links : contents).randomElement(using: &generator) ?? contents[0]
        files[path] = TreeEntry(path: path, kind: kind, id: content.id, size: kind == .submodule ? 0 : content.size)
    }

    private mutating func remove(below folder: [UInt8]) {
        for path in files.keys where path.starts(with: folder + [UInt8(ascii: "/")]) { files[path] = nil }
    }

    private mutating func rename(_ folder: [UInt8]) {
        let moved = files.values.filter { $0.path.starts(with: folder + [UInt8(ascii: "/")]) }
        let place = randomPath()
        guard !place.starts(with: folder), !folder.starts(with: place) else { return }
        remove(below: folder)
        remove(below: place)
        for index in place.indices where place[index] == UInt8(ascii: "/") { files[Array(place[..<index])] = nil }
        files[place] = nil
        for entry in moved {
            let path = place + entry.path[folder.count...]
            files[path] = TreeEntry(path: path, kind: entry.kind, id: entry.id, size: entry.size)
        }
    }

    private mutating func randomPath() -> [UInt8] {
        let names = ["a", "b", "a.b", "a-b", "c d", "é", "zz"]
        let depth = Int.random(in: 1...4, using: &generator)
        return Array((0..<depth).map { _ in names.randomElement(using: &generator) ?? "a" }.joined(separator: "/").utf8)
    }

    private mutating func randomFolder() -> [UInt8]? {
        guard let path = files.keys.sorted(by: PathOrder.precedes).randomElement(using: &generator) else { return nil }
        return path.indices.filter { path[$0] == UInt8(ascii: "/") }.randomElement(using: &generator).map { Array(path[..<$0]) }
    }
}
