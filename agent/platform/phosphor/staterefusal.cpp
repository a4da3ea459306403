// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/phosphor/staterefusal.h"

#include "agent/platform/busservice.h"

#include <QDBusError>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

struct Refusal
{
    QLatin1StringView name;
    ErrorCode code;
    const char *text;
    const char *remedy;
};

constexpr auto Refusals = std::to_array<Refusal>({
    {"xyz.openbmc_project.State.Host.Error.BMCNotReady"_L1, ErrorCode::Unavailable, "the BMC is not Ready",
     "wait until the BMC is Ready; if it is Quiesced, find the failed unit and restart the BMC"},
    {"xyz.openbmc_project.State.Chassis.Error.BMCNotReady"_L1, ErrorCode::Unavailable, "the BMC is not Ready",
     "wait until the BMC is Ready; if it is Quiesced, find the failed unit and restart the BMC"},
    {"xyz.openbmc_project.Common.Error.NotAllowed"_L1, ErrorCode::Conflict,
     "the node does not allow it in its present state",
     "look at its facets and its error log for what bars it"},
    {"xyz.openbmc_project.Common.Error.Unavailable"_L1, ErrorCode::Busy, "a firmware update is under way",
     "try again when the update has ended"},
    {"xyz.openbmc_project.Common.Error.InvalidArgument"_L1, ErrorCode::Unsupported,
     "the node does not know this transition", "choose one of the actions that it lists"},
    {"xyz.openbmc_project.sdbusplus.Error.InvalidEnumString"_L1, ErrorCode::Unsupported,
     "the node does not know this transition", "choose one of the actions that it lists"},
    {"org.freedesktop.systemd1.NoSuchUnit"_L1, ErrorCode::Unsupported,
     "the node lacks a unit that the transition needs", "the node's image is incomplete: install the unit"},
});

} // namespace

Error errorOfTransition(const QDBusError &error, const QString &transition)
{
    Error result = errorOf(error, u"%1 is not taken"_s.arg(transition));
    const auto known = std::ranges::find(Refusals, error.name(), &Refusal::name);
    if (known != Refusals.end()) {
        result.code = known->code;
        result.text =
            u"%1 is not taken: %2 (%3)"_s.arg(transition, QLatin1StringView(known->text), error.message());
        result.remedy = QString::fromLatin1(known->remedy);
    } else if (result.code == ErrorCode::Timeout) {
        result.remedy =
            u"the request may have been taken all the same: look at the facets before asking again"_s;
    } else if (result.remedy.isEmpty()) {
        result.remedy = u"see the node's journal for why"_s;
    }
    return result;
}

} // namespace muster::agent
