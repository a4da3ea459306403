// SPDX-License-Identifier: Apache-2.0
#include "shared/json/jsonlocation.h"
#include "shared/json/jsonvalue.h"
#include "tests/fuzz/promise.h"

using namespace muster;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray text = fuzz::viewOf(data, size).toByteArray();
    static_cast<void>(locateField(text, u"a.b[3].c"));
    if (const auto fault = findSyntaxFault(text))
        fuzz::promise(fault->at.line > 0 && fault->at.line <= text.count('\n') + 1, "a fault is in the text");
    JsonParser parser;
    const auto value = parser.parse(text, 64 * 1024);
    if (!value) {
        fuzz::promise(!value.error().text.isEmpty(), "what is refused is refused with a reason");
        return 0;
    }
    const QByteArray once = value->toJson();
    const auto again = parser.parse(once, 1024 * 1024);
    fuzz::promise(again.has_value(), "what was written can be read");
    fuzz::promise(again->toJson() == once, "writing what was read changes nothing");
    return 0;
}
