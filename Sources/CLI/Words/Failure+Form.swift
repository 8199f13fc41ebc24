import Model

extension Failure {
    /// With the commands in its message and its hint as the reader calls them.
    func said(in form: CommandForm) -> Failure {
        Failure(code, form.text(message), hint: hint.map(form.text), detail: detail)
    }
}
