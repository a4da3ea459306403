// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/phosphor/phosphorerrors.h"

#include "agent/platform/busservice.h"

#include <QDBusError>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

struct Meaning
{
    QLatin1StringView name;
    ErrorCode code;
};

// Dump.Create, Logging.Create and Common of phosphor-dbus-interfaces; then what the buses of both sides
// answer for an object that the image does not have, or that is called otherwise than it wants.
constexpr auto Meanings = std::to_array<Meaning>({
    {"xyz.openbmc_project.Common.Error.Unavailable"_L1, ErrorCode::Busy},
    {"xyz.openbmc_project.Common.Error.NotAllowed"_L1, ErrorCode::Conflict},
    {"xyz.openbmc_project.Common.Error.InvalidArgument"_L1, ErrorCode::Invalid},
    {"xyz.openbmc_project.Common.File.Error.Open"_L1, ErrorCode::Io},
    {"xyz.openbmc_project.Common.File.Error.Write"_L1, ErrorCode::Io},
    {"xyz.openbmc_project.Dump.Create.Error.Disabled"_L1, ErrorCode::Unsupported},
    {"xyz.openbmc_project.Dump.Create.Error.QuotaExceeded"_L1, ErrorCode::QuotaExceeded},
    {"xyz.openbmc_project.sdbusplus.Error.InvalidEnumString"_L1, ErrorCode::Invalid},
    {"org.freedesktop.DBus.Error.InvalidArgs"_L1, ErrorCode::Invalid},
    {"org.freedesktop.DBus.Error.LimitsExceeded"_L1, ErrorCode::QuotaExceeded},
    {"org.freedesktop.DBus.Error.UnknownObject"_L1, ErrorCode::Unsupported},
    {"org.freedesktop.DBus.Error.UnknownInterface"_L1, ErrorCode::Unsupported},
    {"org.freedesktop.DBus.Error.UnknownMethod"_L1, ErrorCode::Unsupported},
});

} // namespace

Error errorOfPhosphor(const QDBusError &error, const QString &what)
{
    Error result = errorOf(error, what);
    const auto known = std::ranges::find(Meanings, error.name(), &Meaning::name);
    if (known == Meanings.end())
        return result;
    result.code = known->code;
    if (known->code == ErrorCode::Busy)
        result.remedy = u"try again when the dump that is being made has ended"_s;
    else if (known->code == ErrorCode::QuotaExceeded)
        result.remedy = u"offload old dumps and delete them on the node"_s;
    return result;
}

} // namespace muster::agent
