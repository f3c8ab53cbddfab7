// The supervisor's pages: clocks that run, and what to say when the line to the server is cut.

import "../../desk/static/clocks.js";
import "../../desk/static/connection.js";
