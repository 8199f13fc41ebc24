import FoundationEssentials
import Git
import Model
import Planning

/// What the child that plans says: one line of JSON, then the files of the tree, each with a NUL at its end, then how many
/// bytes that were.
///
/// Who reads it believes nothing: names and sizes go through the same checks as in the child.
struct PlanAnswer {
    private struct Head: Codable {
        var failure: Failure?
        var commit: PushedCommit?
        var plan: BuildPlan?
    }

    let commit: PushedCommit
    let plan: BuildPlan
    let entries: [TreeEntry]

    /// The JSON names every file of every step that sees the whole tree.
    private static let headBytesMax = 128 << 20

    static func bytesMax(_ limits: TreeLimits) -> Int { headBytesMax + limits.pathsBytesMax + limits.entriesMax * 64 }

    static func encode(_ result: Result<PlanAnswer, Failure>) throws -> [UInt8] {
        var bytes: [UInt8]
        switch result {
        case .failure(let failure): bytes = try head(Head(failure: failure))
        case .success(let answer):
            bytes = try head(Head(commit: answer.commit, plan: answer.plan))
            bytes += TreeListing.encode(answer.entries)
        }
        return whole(bytes)
    }

    static func whole(_ bytes: [UInt8]) -> [UInt8] { bytes + tail(bytes.count) }

    private static func tail(_ count: Int) -> [UInt8] {
        let digits = String(count)
        return Array((String(repeating: " ", count: tailBytes - digits.utf8.count) + digits).utf8)
    }

    private static let tailBytes = 16

    private static func head(_ head: Head) throws -> [UInt8] { Array(try JSONEncoder().encode(head)) + [ASCII.lineFeed] }

    init(commit: PushedCommit, plan: BuildPlan, entries: [TreeEntry]) {
        self.commit = commit
        self.plan = plan
        self.entries = entries
    }

    /// nil where it is not whole: the child ended in the middle of it.
    /// - Throws: a `Failure`: the child's own, or that its answer is none.
    init?(_ bytes: [UInt8], limits: TreeLimits) throws {
        let size = bytes.count - Self.tailBytes
        guard size >= 0, bytes[size...].elementsEqual(Self.tail(size)) else { return nil }
        let bytes = bytes[..<size]
        guard let end = bytes.firstIndex(of: ASCII.lineFeed), end <= Self.headBytesMax,
            let head = try? JSONDecoder().decode(Head.self, from: Data(bytes[..<end]))
        else { throw Self.broken("it cannot be read") }
        if let failure = head.failure { throw failure }
        guard let commit = head.commit, let plan = head.plan, CommitID(commit.treeID) != nil else {
            throw Self.broken("it is not complete")
        }
        if let objection = plan.objection { throw Self.broken(objection) }
        self.init(commit: commit, plan: plan, entries: try TreeListing.decode(bytes[(end + 1)...], limits: limits))
    }

    private static func broken(_ why: String) -> Failure {
        Failure(.internal, "the answer of the process that plans is not believed: \(why)")
    }
}
