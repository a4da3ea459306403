// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/boot/bootbook.h"

#include "shared/error.h"

namespace muster::agent {

class Problems;

/// The boots of a host on the disk. A document that is damaged is set aside and told, and a new one begun.
class BootStore
{
public:
    /// @param problems borrowed, outlives this
    /// @param file need not exist
    BootStore(Problems &problems, QString file);

    /// What is kept. An empty book where nothing is, or nothing that can be read; the latter is a problem
    /// until the agent ends.
    [[nodiscard]] BootBook load();
    /// Durable when it returns. Not being able to is a problem of the node as long as it lasts.
    void store(const BootBook &book);

private:
    void setAside(const Error &why);

    Problems &m_problems;
    QString m_file;
};

} // namespace muster::agent
