import Model
import Testing

@Suite("Names of cages") struct CageNameTests {
    /// As long as a preview's may be.
    private static let long = String(repeating: "b", count: 25) + "-0123abcd--" + String(repeating: "a", count: 27)

    private func app(_ text: String) throws -> AppName { try #require(AppName(text)) }

    @Test func `have the app's whole name where there is room`() throws {
        let shop = try app("shop")
        #expect(CageName.dyno(shop, "web", 1, random: "0a1b2c3d") == "shop.web.1.0a1b2c3d")
        #expect(CageName.dyno(shop, "a-very-long-process-type", 2, random: "0a1b2c3d") == "shop.a-very-long-proc.2.0a1b2c3d")
        #expect(CageName.build(shop, 12) == "build-shop-12" && CageName.build(shop, 12, side: 3) == "build-shop-12-3")
        #expect(CageName.release(shop, 12) == "release-shop-12")
        #expect(CageName.dyno(shop, "web", 1) != CageName.dyno(shop, "web", 1))
    }

    @Test func `of dynos are known by the app whose they are, whatever its length, and by no other`() throws {
        let apps = [try app("shop"), try app("shop-web"), try app(Self.long), try app(String(Self.long.dropLast()) + "z")]
        for one in apps {
            let cage = CageName.dyno(one, "a-very-long-process-type", 12)
            for other in apps { #expect(CageName.isDyno(cage, of: other) == (one == other), "\(cage) \(other)") }
            #expect(CageName.isDyno(cage, of: one, named: "a-very-long-proc.12") && !CageName.isDyno(cage, of: one, named: "web.1"))
        }
        for cage in ["", "shop", "shop.web.1", "shop.web.1.0.0", "build-shop-12", "../shop.web.1.0", "shop..web.1"] {
            #expect(!CageName.isDyno(cage, of: apps[0]), "\(cage)")
        }
    }

    @Test func `are never longer than a container's may be, and those of two apps never the same`() throws {
        #expect(Self.long.utf8.count == 63)
        let (one, other) = (try app(Self.long), try app(String(Self.long.dropLast()) + "z"))
        func names(_ app: AppName) -> [String] {
            [
                CageName.dyno(app, "web", 1, random: "0a1b2c3d"),
                CageName.dyno(app, "scheduler", 9999, random: "0a1b2c3d"),
                CageName.dyno(app, "a-very-long-process-type", .max, random: "0a1b2c3d"),
                CageName.build(app, 1), CageName.build(app, .max, side: .max), CageName.release(app, .max),
            ]
        }
        for (name, another) in zip(names(one), names(other)) {
            #expect(name.utf8.count <= CageName.bytesMax && !name.hasPrefix("-") && name != another, "\(name) \(another)")
        }
        #expect(names(one)[0].hasPrefix("bbbbbbbbbb") && names(one)[0].hasSuffix(".web.1.0a1b2c3d"))
        #expect(names(one)[3].hasPrefix("build-bbbbb") && names(one)[3].hasSuffix("-1"))
        // All that there is room for.
        let edge = try app("x--" + String(repeating: "y", count: 45))
        #expect(CageName.dyno(edge, "web", 1, random: "0a1b2c3d") == "\(edge.text).web.1.0a1b2c3d")
    }
}
