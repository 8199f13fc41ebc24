import Ledger
import Linux
import Model

/// The jobs of slugs, each read once: a slug is what its digest says for ever, and jobs are looked at every minute.
package final class SlugJobs: Sendable {
    private let known = Monitor<[String: [CronJob]]>([:])

    package init() {}

    /// - Returns: nil where there is no such slug.
    func jobs(of digest: String, _ db: Transaction) throws -> [CronJob]? {
        if let jobs = known.read({ $0[digest] }) { return jobs }
        guard let jobs = try db.slug(digest).map({ $0.manifest.cron ?? [] }) else { return nil }
        known.update { $0[digest] = jobs }
        return jobs
    }

    /// Forgets those that no app runs any more.
    package func keep(_ digests: Set<String>) { known.update { $0 = $0.filter { digests.contains($0.key) } } }
}
