// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

namespace muster::agent {

struct HostConfig;

/// Whether a file is the agent's or root's and nobody else may read it: what is in it is secret.
/// @param field the key of the configuration that names it
/// Errors: Io; Forbidden, saying how to change it.
[[nodiscard]] Result<void> checkSecret(const QString &path, const QString &field);

/// The same for what is no secret, but is trusted: nobody else may write it.
[[nodiscard]] Result<void> checkTrusted(const QString &path, const QString &field);

/// The first line of a secret file. Errors: those of checkSecret(); Invalid when it is empty.
[[nodiscard]] Result<QByteArray> readSecret(const QString &path, const QString &field);

/// All files that a configuration names.
[[nodiscard]] Result<void> checkFilesOf(const HostConfig &config);

} // namespace muster::agent
