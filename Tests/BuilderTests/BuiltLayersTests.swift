import Model
import Planning
import Testing

@testable import Builder

@Suite("Layers as they come about") struct BuiltLayersTests {
    private var layers: BuiltLayers {
        var layers = BuiltLayers(stack: "S")
        layers.toolchains = [
            .init(key: "R1", planned: .init(.run, .packages(["nodejs"]))), .init(key: "R2", planned: .init(.run, .packages(["ruby"]))),
            .init(key: "B1", planned: .init(.build, .packages(["gcc"]))),
        ]
        layers.files = ["change", "whole"]
        layers.steps = [.init(key: "one", role: .step, name: "One"), .init(key: "two", role: .step, name: "Two")]
        return layers
    }

    @Test func `steps and the next toolchain stand on all toolchains, the topmost first`() {
        #expect(layers.base == ["B1", "R2", "R1", "S"])
        #expect(BuiltLayers(stack: "S").base == ["S"])
    }

    @Test func `what dynos alone have lies under no step, and over what they have with steps`() {
        var layers = layers
        layers.toolchains.append(.init(key: "D", planned: .init(.dynos, .packages(["ffmpeg"]))))
        layers.toolchains.append(.init(key: "B2", planned: .init(.build, .packages(["ffmpeg"]))))
        #expect(layers.base == ["B2", "B1", "R2", "R1", "S"] && layers.base(of: .dynos) == ["R2", "R1", "S"])
        #expect(layers.base(of: .run) == ["R2", "R1", "S"])
        #expect(layers.ofSlug(stack: "debian-13").suffix(4).map(\.key) == ["D", "R2", "R1", "S"])
        #expect(!layers.named.contains { $0.key == "D" })
    }

    @Test func `a slug has them top first, without what builds alone have`() {
        let slug = layers.ofSlug(stack: "debian-13")
        #expect(slug.map(\.key) == ["two", "one", "change", "whole", "R2", "R1", "S"])
        #expect(slug.map(\.role) == [.step, .step, .source, .source, .toolchain, .toolchain, .stack])
        #expect(slug.suffix(3).map(\.name) == ["ruby", "nodejs", "debian-13"])
    }

    @Test func `a step's key names the stack, then the toolchains from below`() {
        #expect(layers.named.map(\.key) == ["S", "R1", "R2", "B1"])
        #expect(
            layers.named.map(\.name) == ["the stack", "the list of packages", "the list of packages", "the list of build packages"]
        )
    }
}
