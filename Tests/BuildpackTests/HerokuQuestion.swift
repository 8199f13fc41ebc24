import Model
import Planning
import Testing

/// A question that a fixture or a spec of one of Heroku's buildpacks asks, with our own smallest tree, and both answers.
struct HerokuQuestion: CustomTestStringConvertible {
    enum Answer { case builds, refused }

    /// As Heroku names it, so that a table can be compared with a newer one.
    let testDescription: String
    let files: [String: String]
    /// What Heroku's own specs expect; what fails there in a step of the build counts as built: a plan cannot know.
    let heroku: Answer
    let ours: Answer
    /// Words of our refusal: any other would be for another fault. Of a plan: of its page or its warnings.
    let saying: String?
    /// Why the two differ.
    let why: String?

    init(
        _ name: String,
        _ files: [String: String],
        _ heroku: Answer,
        _ ours: Answer? = nil,
        saying: String? = nil,
        why: String? = nil
    ) {
        (testDescription, self.files, self.heroku, self.ours) = (name, files, heroku, ours ?? heroku)
        (self.saying, self.why) = (saying, why)
    }

    /// - Parameter id: the buildpack that takes it, where one does.
    func check(_ id: String, _ change: (inout Planner.Settings) -> Void) throws {
        do {
            let plan = try Fixture.plan(files, change)
            #expect(ours == .builds && plan.buildpacks.last?.id == id)
            let page = (plan.page + plan.warnings.map(\.message)).joined(separator: "\n")
            if let saying { #expect(page.contains(saying)) }
        } catch let failure as Failure {
            #expect(ours == .refused, "\(failure.page)")
            let words = try #require(saying, "which refusal?")
            #expect(failure.page.contains(words))
        }
        #expect((heroku == ours) == (why == nil), "a difference has a reason, and nothing else has one")
    }
}
