class PagesController < ApplicationController
  # What a visitor counts is in a cookie, which SECRET_KEY_BASE signs.
  def show
    @visits = session[:visits] = session.fetch(:visits, 0) + 1
  end
end
