import Model
import Wire

extension CheckPreviews: Operation {
    package func run(_ context: Context) throws -> Answer {
        guard refs.count <= Self.refsMax else { throw Failure(.limit, "\(refs.count) previews in one push are too many") }
        try Previews(context.platform).check(refs, of: app)
        return Done()
    }
}
