require "sinatra"
require "compiled"

get("/") { "Sinatra on Ruby #{RUBY_VERSION[/\A\d+\.\d+/]}, #{Compiled.answer}" }
