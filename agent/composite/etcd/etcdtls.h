// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/config/etcdconfig.h"
#include "shared/error.h"

#include <QSslConfiguration>

namespace muster::agent {

/// What the agent shows to etcd and whom it trusts there, from the files that the configuration names. Reads
/// them each time, for certificates are renewed. Errors: those of readFile(); Invalid for a file that holds
/// something else.
[[nodiscard]] Result<QSslConfiguration> etcdTls(const EtcdConfig &config);

} // namespace muster::agent
