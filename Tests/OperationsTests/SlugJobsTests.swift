import Ledger
import Model
import RequestBench
import Testing

@testable import Operations

@Suite("Jobs of slugs") struct SlugJobsTests {
    @Test func `are read once as long as an app runs the slug, and another slug's are its own`() throws {
        let bench = try RequestBench()
        let shop = try bench.app("shop")
        func released(_ command: String) throws -> String {
            try bench.release(of: shop, ["web": "serve"], cron: [CronJob(schedule: "* * * * *", command: command)])
            let digest = try bench.ledger.read { db in try db.cronSource(db.existing(shop).id)?.slug }
            return try #require(digest)
        }
        let slugs = SlugJobs()
        func jobs(_ digest: String) throws -> [String]? { try bench.ledger.read { try slugs.jobs(of: digest, $0)?.map(\.command) } }
        let (first, second) = (try released("one"), try released("two"))
        #expect(try jobs(first) == ["one"] && jobs(second) == ["two"] && jobs("none") == nil)
        // Nobody asks the ledger any more, until nobody runs it.
        try bench.ledger.write { try $0.forgetSlug(first) }
        #expect(try jobs(first) == ["one"])
        slugs.keep([second])
        #expect(try jobs(first) == nil && jobs(second) == ["two"])
    }
}
