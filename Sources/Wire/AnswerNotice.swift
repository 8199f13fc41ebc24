/// What somebody is told who waits for an answer.
package struct AnswerNotice: Sendable {
    package let afterMilliseconds: Int64
    package let words: String

    package init(afterMilliseconds: Int64, _ words: String) { (self.afterMilliseconds, self.words) = (afterMilliseconds, words) }
}
