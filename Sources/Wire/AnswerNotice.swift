/// What somebody is told who waits for an answer.
package struct AnswerNotice: Sendable {
    package let afterMilliseconds: Int64
    package let say: @Sendable () -> Void

    package init(afterMilliseconds: Int64, say: @escaping @Sendable () -> Void) {
        (self.afterMilliseconds, self.say) = (afterMilliseconds, say)
    }
}
