use tiny_http::{Response, Server};

fn main() {
    let port = std::env::var("PORT").unwrap();
    let server = Server::http(format!("0.0.0.0:{port}")).unwrap();
    for request in server.incoming_requests() {
        request.respond(Response::from_string("Hello from Rust\n")).unwrap();
    }
}
