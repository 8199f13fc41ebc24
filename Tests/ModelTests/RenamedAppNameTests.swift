import Model
import Testing

/// An app that was renamed has the name that everything of it goes by, and the one that people know.
@Suite("Names of renamed apps") struct RenamedAppNameTests {
    private let app: AppName

    init() throws { app = try #require(AppName("shop", shown: "store")) }

    @Test func `it is the same app under both, shown by the new one, and on disk by the first`() throws {
        let root = try #require(InstallationRoot("/srv/renga"))
        #expect("\(app)" == "store" && app.isRenamed && app.text == "shop")
        #expect(app == AppName("shop") && Set([app]).contains(app.first) && !app.first.isRenamed && app.first.shown == "shop")
        #expect(app != AppName("store"))
        for path in [
            root.repository(app), root.buildLogs(app), root.lock(app), root.buildLock(app), root.packingLock(app), root.cache(app),
            root.logs(app), root.storage(app), root.storage(app, "data"), root.storageCopies(app, "data"), root.buildLog(app, 3),
        ] {
            #expect(path.contains("/shop") && !path.contains("store/") && !path.hasSuffix("store"), "\(path)")
        }
        #expect(Configuration().url(of: app).contains("store."))
    }

    @Test func `answers have the new name, and what is kept of dynos the first`() throws {
        #expect(try JSONCoder.encode([app]) == Array(#"["store"]"#.utf8))
        let slot = DynoSlot(app: app, deploy: 3, type: "web", index: 1)
        let kept = try JSONCoder.encode(slot)
        #expect(String(decoding: kept, as: UTF8.self).contains(#""app":"shop""#))
        #expect(try JSONCoder.decode(DynoSlot.self, from: kept) == slot)
    }

    @Test func `a name that is nobody's is on no path and equal to no app's`() throws {
        let nobody = try #require(AppName("shop")).nobodys
        #expect(nobody != AppName("shop") && "\(nobody)" == "shop" && AppName(nobody.text) == nil)
    }

    @Test(arguments: [("Shop", "store"), ("shop", "st"), ("shop", "../x"), ("shop", "")])
    func `neither is anything but a name`(first: String, shown: String) {
        #expect(AppName(first, shown: shown) == nil)
    }
}
