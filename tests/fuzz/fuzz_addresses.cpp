// SPDX-License-Identifier: Apache-2.0
#include "console/discovery/addressrange.h"
#include "shared/tls/endpoint.h"
#include "tests/fuzz/promise.h"

using namespace muster;
using namespace muster::console;

namespace {

void checkAll(const QStringList &addresses)
{
    for (const QString &address : addresses)
        fuzz::promise(Endpoint::parse(address).has_value(), "each address can be dialled");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString text = QString::fromUtf8(fuzz::viewOf(data, size));
    if (const auto range = addressesOf(text)) {
        fuzz::promise(range->size() <= MaxSweptAddresses, "a sweep is bounded");
        checkAll(*range);
    }
    checkAll(addressListFrom(text).addresses);
    return 0;
}
