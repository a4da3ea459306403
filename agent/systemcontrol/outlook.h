// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/dumps.h"
#include "shared/api/log.h"
#include "shared/model/control.h"
#include "shared/state/confirmation.h"

#include <optional>

namespace muster::agent {

/// What the action would do on a member, and what its facets say against it. Pure.
/// @param glance the member as it was last heard of; nothing when it never was
/// @param isTeller whether who would watch it runs on that very member
[[nodiscard]] MemberOutlook outlookOf(ControlAction action, MemberOutlook member,
                                      const std::optional<MemberGlance> &glance, bool isTeller);

/// What its dumps say against silencing it. Pure.
[[nodiscard]] QList<Objection> dumpObjections(const DumpPage &dumps);

/// What the entries of its log say that keep its host from being started. Pure.
[[nodiscard]] QList<Objection> blockObjections(const LogBlocks &blocks);

} // namespace muster::agent
