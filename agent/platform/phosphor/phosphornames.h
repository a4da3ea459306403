// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLatin1StringView>

/// What phosphor-dbus-interfaces calls the things that are used here.
namespace muster::agent::phosphor {

inline constexpr QLatin1StringView LogService{"xyz.openbmc_project.Logging"};
inline constexpr QLatin1StringView LogPath{"/xyz/openbmc_project/logging"};
inline constexpr QLatin1StringView LogCreate{"xyz.openbmc_project.Logging.Create"};
inline constexpr QLatin1StringView LogEntryInterface{"xyz.openbmc_project.Logging.Entry"};
inline constexpr QLatin1StringView LogLevel{"xyz.openbmc_project.Logging.Entry.Level."};
inline constexpr QLatin1StringView ErrorBlocks{"xyz.openbmc_project.Logging.ErrorBlocksTransition"};
inline constexpr QLatin1StringView Associations{"xyz.openbmc_project.Association.Definitions"};

inline constexpr QLatin1StringView DumpService{"xyz.openbmc_project.Dump.Manager"};
inline constexpr QLatin1StringView DumpsPath{"/xyz/openbmc_project/dump"};
inline constexpr QLatin1StringView BmcDumpPath{"/xyz/openbmc_project/dump/bmc"};
inline constexpr QLatin1StringView DumpCreate{"xyz.openbmc_project.Dump.Create"};
inline constexpr QLatin1StringView DumpParameter{"xyz.openbmc_project.Dump.Create.CreateParameters."};
inline constexpr QLatin1StringView HostDumpParameter{"com.ibm.Dump.Create.CreateParameters."};
inline constexpr QLatin1StringView HostDumpType{"com.ibm.Dump.Create.DumpType."};
inline constexpr QLatin1StringView Originator{"xyz.openbmc_project.Common.OriginatedBy.OriginatorTypes."};
inline constexpr QLatin1StringView OriginatedBy{"xyz.openbmc_project.Common.OriginatedBy"};
inline constexpr QLatin1StringView DumpEntryInterface{"xyz.openbmc_project.Dump.Entry"};
inline constexpr QLatin1StringView ObjectDelete{"xyz.openbmc_project.Object.Delete"};
inline constexpr QLatin1StringView Progress{"xyz.openbmc_project.Common.Progress"};
inline constexpr QLatin1StringView ProgressStatus{"xyz.openbmc_project.Common.Progress.OperationStatus."};

/// The name that whoever tells of the first host has, whichever program that is.
inline constexpr QLatin1StringView HostService{"xyz.openbmc_project.State.Host"};
inline constexpr QLatin1StringView HostPath{"/xyz/openbmc_project/state/host0"};
inline constexpr QLatin1StringView HostState{"xyz.openbmc_project.State.Host"};
inline constexpr QLatin1StringView RestartCause{"RestartCause"};
inline constexpr QLatin1StringView PowerControl{"org.openbmc.control.Power"};
inline constexpr QLatin1StringView PowerControlPath{"/org/openbmc/control/power0"};
inline constexpr QLatin1StringView BootProgress{"xyz.openbmc_project.State.Boot.Progress"};
inline constexpr QLatin1StringView OsStatus{"xyz.openbmc_project.State.OperatingSystem.Status"};
inline constexpr QLatin1StringView HypervisorPath{"/xyz/openbmc_project/state/hypervisor0"};
inline constexpr QLatin1StringView ChassisPath{"/xyz/openbmc_project/state/chassis0"};
inline constexpr QLatin1StringView ChassisState{"xyz.openbmc_project.State.Chassis"};
inline constexpr QLatin1StringView BmcPath{"/xyz/openbmc_project/state/bmc0"};
inline constexpr QLatin1StringView BmcState{"xyz.openbmc_project.State.BMC"};
inline constexpr QLatin1StringView ObjectMapper{"xyz.openbmc_project.ObjectMapper"};

inline constexpr QLatin1StringView ObjectManager{"org.freedesktop.DBus.ObjectManager"};
inline constexpr QLatin1StringView Properties{"org.freedesktop.DBus.Properties"};

/// State.BMC calls the BMC Quiesced when this has started.
inline constexpr QLatin1StringView QuiesceUnit{"obmc-bmc-service-quiesce@0.target"};

} // namespace muster::agent::phosphor
