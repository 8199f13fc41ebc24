import Wire

/// A request and how it is done. Whoever is here may ask: that was decided before.
package protocol Operation: Request {
    func run(_ context: Context) throws -> Answer
}
