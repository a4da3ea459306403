// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace muster::console {

/// Pictures of all systems at once, of the history of a state, and of what is done at a time; those whose
/// name contains `word`.
void takeStateShots(const QString &folder, const QString &word);

} // namespace muster::console
