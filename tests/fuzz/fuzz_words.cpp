// SPDX-License-Identifier: Apache-2.0
#include "shared/model/timestamp.h"
#include "shared/tls/endpoint.h"
#include "shared/tls/enrolmenttoken.h"
#include "shared/tls/ipaddress.h"
#include "shared/tls/pairingcode.h"
#include "tests/fuzz/promise.h"

using namespace muster;

namespace {

/// What a person or a file says is read the same after it was written.
template <typename T>
void check(const QString &text)
{
    const auto value = T::parse(text);
    if (!value)
        return;
    const auto again = T::parse(value->toString());
    fuzz::promise(again.has_value(), "what was written can be read");
    fuzz::promise(again->toString() == value->toString(), "writing what was read changes nothing");
}

void checkTime(QByteArrayView text)
{
    const auto time = timestampFromIso(text);
    fuzz::promise(!time || timestampFromIso(toIso(*time)) == time, "a time that was written can be read");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes = fuzz::viewOf(data, size);
    const QString text = QString::fromUtf8(bytes);
    check<Endpoint>(text);
    check<IpAddress>(text);
    check<NodeId>(text);
    check<PairingCode>(text);
    check<EnrolmentToken>(text);
    checkTime(bytes);
    return 0;
}
