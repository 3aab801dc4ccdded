// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/SqliteOptions.h"
#include "engine/store/Store.h"

namespace perdura {

/// A hub's database in one SQLite file: write-ahead log, every commit synced. Thread-safe.
class SqliteStore final : public Store
{
public:
    explicit SqliteStore(SqliteOptions options)
        : m_options(std::move(options))
    {}

    [[nodiscard]] Result<std::unique_ptr<StoreWriter>> openWriter() const override;
    [[nodiscard]] Result<std::unique_ptr<StoreReader>> openReader() const override;

private:
    SqliteOptions m_options;
};

} // namespace perdura
