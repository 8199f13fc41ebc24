Rails.application.routes.draw do
  root "pages#show"
  get "up" => "rails/health#show"
end
