// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/config/configfault.h"
#include "shared/model/field.h"

#include <QStringList>

#include <expected>
#include <optional>

namespace muster::agent {

/// How one simulated unit is, as a person or a script wrote it. Without an end, it runs.
struct SimulatedUnitFile
{
    QString description;
    QStringList journal;
    std::optional<int> exitCode;
    std::optional<int> signal;
    int restarts = 0;

    static constexpr auto fields()
    {
        return std::tuple(
            field("description", &SimulatedUnitFile::description, "What the unit is").optional(),
            field("journal", &SimulatedUnitFile::journal,
                  "Lines that it writes, oldest first; \"<3>\" in front sets a line's syslog priority")
                .between(0, 1000)
                .optional(),
            field("exitCode", &SimulatedUnitFile::exitCode, "It has ended with this code").between(0, 255),
            field("signal", &SimulatedUnitFile::signal, "It was killed by the signal of this number")
                .between(1, 64),
            field("restarts", &SimulatedUnitFile::restarts, "How often it had been restarted before")
                .between(0, 1'000'000)
                .optional());
    }
};

/// The files of a simulated machine, by name: UNIT.json, where UNIT is a full unit name.
[[nodiscard]] QStringList simulatedUnitFilesIn(const QString &folder);

/// "fan-control.service" for "fan-control.service.json".
[[nodiscard]] QString unitOfFile(const QString &name);

/// Reads and checks one file. @return the unit, or all faults found in the file
[[nodiscard]] std::expected<SimulatedUnitFile, QList<ConfigFault>> loadSimulatedUnit(const QString &path);

/// All that is wrong with the folder of a simulated machine.
[[nodiscard]] QList<ConfigFault> checkSimulationFolder(const QString &folder);

} // namespace muster::agent
