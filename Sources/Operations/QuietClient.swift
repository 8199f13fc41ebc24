/// A client that is told nothing, and whose going away counts.
struct QuietClient: Client {
    private let client: any Client

    init(_ client: any Client) { self.client = client }

    func line(_ text: String) {}
    func log(_ lines: [String]) {}
    func bytes(_ count: Int64, _ write: (Int32) throws -> Void) {}
    func tell(_ text: String) -> Bool { true }

    var hasHungUp: Bool { client.hasHungUp }
    var descriptor: Int32 { client.descriptor }
}
