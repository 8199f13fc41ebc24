import Model
import Planning
import Sandbox

/// The layers that all apps share: the stack, and the toolchains over it.
extension Build {
    func baseLayers(_ plan: BuildPlan, _ definition: StackDefinition) throws -> BuiltLayers {
        var layers = BuiltLayers(stack: try stack(definition))
        for toolchain in plan.toolchains {
            let key =
                switch toolchain.source {
                case .packages(let names): try packageLayer(names, for: toolchain.use, over: layers.base)
                case .archive(let archive): try archiveLayer(archive, stack: layers.stack)
                }
            layers.toolchains.append(.init(key: key, planned: toolchain))
        }
        return layers
    }

    func stack(_ definition: StackDefinition) throws -> String {
        let key = LayerStore.key(of: definition)
        if try workshop.store.use(key) { return key }
        transcript.step("Making the \(definition.title) stack (once on this machine, about a minute)")
        return try workshop.store.makeStack(definition, isCancelled: { workshop.interruption.isRequested }) {
            transcript.detail($0)
        }
    }
}
