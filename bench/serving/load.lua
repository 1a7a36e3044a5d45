-- wrk's script: each request is drawn from the lines of a file, and what was measured is printed as one line of JSON.
-- Arguments: the path, and the file of bodies; a signed one is followed by X-Amz-Date and Authorization, with tabs between.

local requests = {}

function init(args)
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  for line in io.lines(args[2]) do
    local body, date, authorization = line:match("^([^\t]*)\t([^\t]*)\t([^\t]*)$")
    -- Nil for headers that are not there.
    wrk.headers["X-Amz-Date"], wrk.headers["Authorization"] = date, authorization
    requests[#requests + 1] = wrk.format(nil, args[1], nil, body or line)
  end
  math.randomseed(tonumber(tostring({}):match("0x(%x+)"), 16) % 2147483647)
end

function request()
  return requests[math.random(#requests)]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    'wrk {"requests": %d, "seconds": %.6f, "bytes": %d, "p50": %d, "p99": %d, "p999": %d, "status": %d, "socket": %d}\n',
    summary.requests, summary.duration / 1e6, summary.bytes, latency:percentile(50), latency:percentile(99),
    latency:percentile(99.9), errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
