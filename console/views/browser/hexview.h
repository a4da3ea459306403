// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/bytes.h"
#include "console/views/browser/bytesview.h"

namespace muster::console {

/// Bytes of any number, 16 in a row: where, as hexadecimal numbers, as characters.
class HexView : public BytesView
{
    Q_OBJECT
public:
    explicit HexView(const Theme &theme, QWidget *parent = nullptr);

    void setBytes(SharedBytes bytes);

    [[nodiscard]] QString rowText(qint64 row) const override;

protected:
    void paintRow(QPainter &painter, qint64 row, const QRect &area) override;

private:
    [[nodiscard]] QByteArray bytesOfRow(qint64 row) const;
    [[nodiscard]] QString offsetText(qint64 row) const;

    SharedBytes m_bytes;
    mutable qint64 m_heldFrom = -1; ///< bytes that were read at once
    mutable QByteArray m_held;
};

} // namespace muster::console
