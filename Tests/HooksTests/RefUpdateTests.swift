import Model
import Planning
import Testing

@Suite("A line that git hands to a hook") struct RefUpdateTests {
    private static let one = String(repeating: "1", count: 40)
    private static let two = String(repeating: "2", count: 40)
    private static let zero = String(repeating: "0", count: 40)

    @Test func `is read`() throws {
        let update = try #require(RefUpdate(line: "\(Self.one) \(Self.two) refs/heads/main"))
        #expect(update.old.text == Self.one && update.new.text == Self.two && update.ref.text == "refs/heads/main")
        #expect(try #require(RefUpdate(line: "\(Self.zero) \(Self.two) refs/tags/v1")).old.isZero)
    }

    @Test(arguments: [
        "", "a b c", "\(one) \(two)", "\(one) \(two) main", "\(one) \(two) refs/heads/../../x", "\(one) \(two) refs/heads/a b",
        "\(one) \(two.dropLast()) refs/heads/main", "\(one.uppercased())Z \(two) refs/heads/main",
        "\(one) \(two) refs/heads/a.lock", "\(one) \(two) refs/heads/", "\(one) \(two) refs//main",
        "\(one) \(two) refs/heads/a\u{7}", "\(one) \(two)  refs/heads/main",
    ])
    func `is refused where it is not one`(_ line: String) { #expect(RefUpdate(line: line) == nil) }
}
