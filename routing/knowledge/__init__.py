"""Knowledge beside the call: what agents look up while somebody waits at the other end.

What the book knows (services, fees, hours, offices) is taken from the book at each look; general questions
are a TOML file of the house. One could delete this folder, and the desk would have one column less.
"""

from routing.knowledge.article import Article, Fact, Kind
from routing.knowledge.files import EXAMPLE, KnowledgeFault, load_articles
from routing.knowledge.from_book import articles_of_book, office_key, service_key
from routing.knowledge.search import Knowledge

__all__ = [
    "EXAMPLE",
    "Article",
    "Fact",
    "Kind",
    "Knowledge",
    "KnowledgeFault",
    "articles_of_book",
    "load_articles",
    "office_key",
    "service_key",
]
