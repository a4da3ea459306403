// SPDX-License-Identifier: Apache-2.0
#include "shared/wire/message.h"
#include "tests/fuzz/promise.h"

using namespace muster;

namespace {

void checkRequest(const RequestMessage &request)
{
    fuzz::promise(request.id.size() <= MaxIdBytes, "no id exceeds the limit");
    fuzz::promise(request.method.size() <= MaxMethodBytes, "no method name exceeds the limit");
    if (request.id.isEmpty())
        return;
    // What comes back to the caller is one line of JSON, whatever its id was.
    QByteArray answer;
    appendResult(answer, request.id, "{}");
    fuzz::promise(answer.count('\n') == 1 && answer.endsWith('\n'), "an answer is one line");
    answer.chop(1);
    JsonParser parser;
    fuzz::promise(parser.parse(answer, MaxMessageBytes).has_value(), "an answer is JSON");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    JsonParser parser;
    const auto line = parser.parse(fuzz::viewOf(data, size), MaxMessageBytes);
    if (!line)
        return 0;
    static_cast<void>(requestId(*line));
    const auto message = readMessage(*line);
    if (!message)
        fuzz::promise(!message.error().text.isEmpty(), "what is refused is refused with a reason");
    else if (const auto *request = std::get_if<RequestMessage>(&*message))
        checkRequest(*request);
    return 0;
}
