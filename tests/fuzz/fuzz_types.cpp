// SPDX-License-Identifier: Apache-2.0
#include "shared/api/events.h"
#include "shared/api/hello.h"
#include "shared/api/jobs.h"
#include "shared/api/node.h"
#include "shared/api/pairing.h"
#include "shared/api/unitconfig.h"
#include "shared/api/units.h"
#include "shared/model/codec.h"
#include "tests/fuzz/promise.h"

using namespace muster;

namespace {

template <typename T>
void check(QByteArrayView text)
{
    const auto value = fromJson<T>(text);
    if (!value) {
        fuzz::promise(!value.error().text.isEmpty(), "what is refused is refused with a reason");
        return;
    }
    const QByteArray once = toJson(*value);
    const auto again = fromJson<T>(once);
    fuzz::promise(again.has_value(), "what was written can be read");
    fuzz::promise(toJson(*again) == once, "writing what was read changes nothing");
}

using Check = void (*)(QByteArrayView);
constexpr Check Checks[] = {
    check<HelloParams>,
    check<HelloAnswer>,
    check<SubscribeParams>,
    check<SubscribeAnswer>,
    check<EventListParams>,
    check<EventList>,
    check<JobList>,
    check<NodeFacts>,
    check<NodeState>,
    check<PairBeginParams>,
    check<PairBeginAnswer>,
    check<PairRevealParams>,
    check<PairedAnswer>,
    check<EnrollProveParams>,
    check<PeerList>,
    check<PairAcceptParams>,
    check<TokenParams>,
    check<TokenAnswer>,
    check<UnitList>,
    check<UnitFailureList>,
    check<UnitEvidence>,
    check<CollectParams>,
    check<Event>,
    check<PairingRequestList>,
    check<UnitConfig>,
    check<UnitConfigCheck>,
    check<SetUnitConfigParams>,
};

} // namespace

/// The first byte says as what the rest is read.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 0)
        Checks[data[0] % std::size(Checks)](fuzz::viewOf(data + 1, size - 1));
    return 0;
}
