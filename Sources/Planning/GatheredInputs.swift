import Model

/// The inputs of a step that sees the whole of a large tree, folder by folder: what changed is still said, and neither a key nor what
/// is kept of it names a hundred thousand files.
enum GatheredInputs {
    /// Up to so many are named one by one.
    static let filesMax = 1_000
    private static let foldersMax = 500
    private static let depthMax = 8

    /// - Parameter inputs: sorted by path.
    static func of(_ inputs: [PlannedStep.Input]) -> [PlannedStep.Input] {
        guard inputs.count > filesMax else { return inputs }
        let depth = depth(inputs)
        var gathered: [PlannedStep.Input] = []
        var start = 0
        for place in 1...inputs.count
        where place == inputs.count || common(inputs[place - 1].path, inputs[place].path, atMost: depth) < depth {
            gathered.append(folder(inputs[start..<place], depth))
            start = place
        }
        return gathered
    }

    /// How many folders deep all is gathered: as deep as there are not too many of them.
    private static func depth(_ inputs: [PlannedStep.Input]) -> Int {
        // How many neighbours are in so many same folders.
        var counts = [Int](repeating: 0, count: depthMax + 1)
        for (one, next) in zip(inputs, inputs.dropFirst()) { counts[common(one.path, next.path, atMost: depthMax)] += 1 }
        var groups = 1
        for depth in 1...depthMax {
            groups += counts[depth - 1]
            if groups > foldersMax { return depth - 1 }
        }
        return depthMax
    }

    /// How many folders two paths have in common from the root on.
    private static func common(_ one: String, _ other: String, atMost limit: Int) -> Int {
        var folders = 0
        for (left, right) in zip(one.utf8, other.utf8) {
            guard left == right, folders < limit else { break }
            if left == UInt8(ascii: "/") { folders += 1 }
        }
        return folders
    }

    private static func folder(_ inputs: ArraySlice<PlannedStep.Input>, _ depth: Int) -> PlannedStep.Input {
        guard let first = inputs.first, inputs.count > 1 else { return inputs.first ?? PlannedStep.Input(path: "", object: "") }
        var hash = SHA256()
        var bytes: [UInt8] = []
        for input in inputs {
            bytes += input.path.utf8
            bytes.append(0)
            bytes += input.object.utf8
            bytes.append(0)
            if bytes.count > 1 << 16 {
                hash.update(bytes)
                bytes.removeAll(keepingCapacity: true)
            }
        }
        hash.update(bytes)
        let folder = first.path.split(separator: "/", omittingEmptySubsequences: false).prefix(depth).joined(separator: "/")
        return PlannedStep.Input(path: folder.isEmpty ? "the whole tree" : folder + "/", object: hash.finishHex(), files: inputs.count)
    }
}
