// SPDX-License-Identifier: Apache-2.0
#include "shared/units/unitfile.h"
#include "tests/fuzz/promise.h"

using namespace muster;
using namespace Qt::StringLiterals;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto file = parseUnitFile(fuzz::viewOf(data, size), u"fuzz.json"_s);
    if (!file) {
        fuzz::promise(!file.error().text.isEmpty(), "what is refused is refused with a reason");
        fuzz::promise(file.error().source.startsWith("fuzz.json"_L1), "a fault names its file");
        return 0;
    }
    fuzz::promise(!file->units().isEmpty(), "a file watches something");
    return 0;
}
