import Model
import RequestBench
import Testing
import Wire

@Suite("The folder that an app is set to") struct SetFolderTests {
    @Test func `is kept, shown and taken back`() throws {
        let bench = try RequestBench()
        let shop = try bench.app("shop")
        #expect(try bench.ask(DescribeApp(app: shop)).folder == nil)
        _ = try bench.ask(SetFolder(app: shop, folder: AppFolder("apps/web")))
        #expect(try bench.ask(DescribeApp(app: shop)).folder?.path == "apps/web")
        _ = try bench.ask(SetFolder(app: shop, folder: nil))
        #expect(try bench.ask(DescribeApp(app: shop)).folder == nil)
    }
}
