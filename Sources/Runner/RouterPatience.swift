/// How long somebody who changes something waits for the router. Milliseconds.
package struct RouterPatience: Sendable {
    /// Until there is one.
    var connect: Int64 = 5_000
    /// Until all of its workers say that they serve the routes there are, and that they are alive. A machine that is busy has its time.
    var answer: Int64 = 20_000
    /// Until they serve a release.
    var serve: Int64 = 30_000

    package init() {}
    init(connect: Int64, answer: Int64, serve: Int64) { (self.connect, self.answer, self.serve) = (connect, answer, serve) }
}
